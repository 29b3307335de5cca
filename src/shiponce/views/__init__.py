"""View models: the frozen data that the screens, the command line and the reports show.

A view model holds codes and facts instead of sentences. ``words.say`` makes the sentence in the
reader's language, so that all of them show the same text.
"""
