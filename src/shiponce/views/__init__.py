"""What every face shows: frozen view models, cleaned and without rules. The faces lay them out.

View models hold codes and facts instead of sentences; ``words.say`` makes the sentence in the
reader's language, so that the screen, the command line and the reports agree.
"""
