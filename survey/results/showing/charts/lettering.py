"""Breaking names into lines: SVG does not wrap words by itself."""


def lines_of(words: str, letters: int) -> list[str]:
    """Return `words` in lines of at most `letters`; a longer word stays whole."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
