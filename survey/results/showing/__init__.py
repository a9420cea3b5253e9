"""How results look: words, charts and files made of what is read."""
