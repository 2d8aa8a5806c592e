from jalon.letters.models.code import LetterCode
from jalon.letters.models.letter import Letter, LetterWay

__all__ = ["Letter", "LetterCode", "LetterWay"]
