"""The library: the packs that there are, and adding, updating and removing them."""
