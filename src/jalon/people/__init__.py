"""Who a person is and how to reach them. One human, one Person, whatever the number of files.

Knows nothing of what is done for them: that is `dossiers`.
"""
