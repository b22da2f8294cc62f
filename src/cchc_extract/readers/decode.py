"""Bytes to text: which Unicode encoding, by a byte-order mark or by evidence; else which Vietnamese one of 8 bits.

A UTF-8 mark stays in the text (U+FEFF, taken out with its place by the normaliser), so that
`data.decode(encoding)[start:end]` is what a span means; `text_of(data, encoding)[start:end]` where Python has no codec.
"""

from __future__ import annotations

from cchc_extract.errors import NoDocumentError, ReadError

# (mark, Python codec); the longer first, since a UTF-32 mark begins as a UTF-16 one does. A UTF-16 text that opens with
# NUL looks like the longer one, and then hardly a character of it is one of UTF-32.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4096
_NULS_OF_UTF16 = 0.3  # of Vietnamese text in UTF-16, three characters of four have a zero byte
_LETTERS_FOR_ONE_LOSS = 50


def decode(data: bytes, shown: str) -> tuple[str, str, bool]:
    """(text, the codec's name, whether it was guessed). A few broken characters become U+FFFD.

    Raises ReadError (naming the source `shown`) for bytes that are in none of these encodings.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data.decode(codec, "replace")
            if codec == "utf-16" or 2 * text.count("\ufffd") < len(text):
                return text, codec, False
    if wide := _wide_by_evidence(data[:_SAMPLE]):
        return data.decode(wide, "replace"), wide, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        cut_off = text.count("\ufffd") == 1 and error.end == len(data)
        if cut_off or _is_damaged_utf8(text):
            return text, "utf-8", False
        if b"\x00" in data:
            raise NoDocumentError(shown, "it is not a text", "give a text file") from None
        if (encoding := _legacy_by_evidence(data)) is not None:
            return text_of(data, encoding), encoding, True
        raise ReadError(
            shown,
            f"its bytes are neither UTF-8 nor UTF-16 (the first that is not: byte {error.start + 1}), and hold no "
            "Vietnamese in Windows-1258, TCVN3, VNI or VISCII that is certain",
            "save it as UTF-8 in its program, or convert it with 'iconv -f ENCODING -t UTF-8'",
        ) from None


def text_of(data: bytes, encoding: str) -> str:
    """The decoded text of a source: what the spans of a result with this `source.encoding` count in. Broken bytes
    become U+FFFD. Raises LookupError for an encoding that no result names."""
    from cchc_extract.readers.legacy import ENCODINGS, decode_bytes

    return decode_bytes(data, encoding) if encoding in ENCODINGS else data.decode(encoding, "replace")


def _legacy_by_evidence(data: bytes) -> str | None:
    from cchc_extract.readers.legacy import encoding_of  # its tables are read for such a file only

    return encoding_of(data)


def _wide_by_evidence(sample: bytes) -> str | None:
    """UTF-16 without its mark: zero bytes at every other place, and hardly one between."""
    pairs = len(sample) // 2
    if not pairs or b"\x00" not in sample:
        return None
    high, low = sample[1::2].count(0), sample[0::2].count(0)
    for zeros, others, codec in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if zeros >= pairs * _NULS_OF_UTF16 and others * 20 <= zeros:
            return codec
    return None


def _is_damaged_utf8(text: str) -> bool:
    """UTF-8 with a few broken characters, and not some 8-bit encoding whose letters now and then look like it."""
    lost = text.count("\ufffd")
    letters = len(text) - len(text.encode("ascii", "ignore")) - lost
    return lost * _LETTERS_FOR_ONE_LOSS <= letters
