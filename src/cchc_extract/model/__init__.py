"""What the stages hand to each other. Nothing here reads a file or knows Vietnamese."""
