"""Plugins of pytest that write down what the tests' run has found."""
