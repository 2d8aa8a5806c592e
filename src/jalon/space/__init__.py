"""« Mon espace »: the pages of the person themselves. One idea per screen, a verb on each button.

Who follows me, who read what, my rights, my whole dossier to take away. Every page works on an old
telephone, without JavaScript, and ends with the name and the number of the référent.
"""
