"""What holds: a package, so that a library that ships tests of its own does not stand before it."""
