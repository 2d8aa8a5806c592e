"""« Ce qu'on fait »: goals and steps, proposed by one side, binding once the other has agreed.

The person and the institutions stand on the same footing: each step has somebody who does it, a
day, and the agreement of both; whoever proposed it never agrees for the other. What is late, what
was tried without effect and what contradicts itself is said by written rules (`rules.attention`),
to the professionals and to the person in the same words.
"""
