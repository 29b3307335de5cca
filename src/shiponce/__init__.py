"""An order hub that ships every order once, however often the platforms show it."""

__version__ = "0.3.0"
