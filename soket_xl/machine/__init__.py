"""This Windows machine: what is on it, what is wrong with it, putting the program on it and taking it away."""
