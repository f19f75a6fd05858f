"""Reading: sentences, words, trees, mentions and attributions, by one pass of the language model."""
