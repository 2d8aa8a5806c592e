"""What leaves by e-mail: written with the change it tells, sent after the commit, once.

Every room puts its mails here (`mails.post_mail`), in its own transaction; a process of its own
(`manage deliver`) hands them to the mail server. Nothing else in Jalon speaks to a mail server.
"""
