"""How respondents get the weights with which they stand for a population."""
