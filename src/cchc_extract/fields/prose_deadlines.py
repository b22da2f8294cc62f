def find_deadlines(text, context): return (),()
def read_period(h, c): return None
