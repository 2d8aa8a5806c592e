"""The ways partners' systems title each column, in the form of `words.plain`."""

WRITTEN = {
    "file_id": (
        "identifiant dans le si|identifiant si|id si|identifiant|id|numero de dossier|"
        "n dossier|no dossier|num dossier|identifiant interne|id interne|reference|matricule|"
        "identifiant departement|external id|numero individu|id individu|"
    ),
    "first_names": ("prenom|prenoms|prenom s|first name|prenom usuel|prenom beneficiaire|"),
    "last_name": (
        "nom|nom de famille|nom usuel|nom d usage|nom usage|nom marital|nom beneficiaire|"
        "last name|nom d epouse|patronyme|"
    ),
    "birth_name": ("nom de naissance|nom naissance|nom de jeune fille|nom jf|"),
    "sex": ("sexe|civilite|genre|titre|h f|sexe h f|"),
    "birth_date": (
        "date de naissance|date naissance|ne e le|ne le|nee le|naissance|dn|ddn|dt naissance|"
        "date de naiss|date naiss|datenaissance|birth date|dtnai|"
    ),
    "birth_place": (
        "lieu de naissance|lieu naissance|commune de naissance|ville de naissance|ne e a|"
        "pays de naissance|"
    ),
    "phone": (
        "telephone|tel|tel 1|telephone 1|telephone portable|portable|mobile|tel portable|"
        "tel mobile|telephone mobile|numero de telephone|n de telephone|n telephone|gsm|phone|"
    ),
    "phone_2": (
        "telephone 2|tel 2|telephone fixe|fixe|tel fixe|autre telephone|telephone domicile|"
    ),
    "email": (
        "e mail|email|mail|courriel|adresse e mail|adresse email|adresse mail|"
        "adresse electronique|adresse courriel|mel|"
    ),
    "address": (
        "adresse|adresse 1|adresse postale|rue|numero et voie|voie|n et voie|libelle voie|address|"
    ),
    "address_extra": (
        "complement d adresse|complement adresse|adresse complement|adresse 2|complement|"
        "compl adresse|batiment|appartement|"
    ),
    "postal_code": ("code postal|cp|codepostal|zip|code postale|"),
    "city": ("ville|commune|localite|commune de residence|city|bureau distributeur|"),
    "situation": (
        "situation|situation professionnelle|situation pro|statut professionnel|"
        "situation emploi|situation actuelle|"
    ),
    "benefit_number": (
        "numero allocataire caf msa|numero allocataire|n allocataire|no allocataire|"
        "num allocataire|allocataire|numero caf|n caf|numero caf msa|n allocataire caf msa|"
        "numero allocataire caf ou msa|matricule caf|numero msa|numero d allocataire|"
        "n d allocataire|numero allocataire caf|"
    ),
    "france_travail_id": (
        "identifiant france travail|id france travail|numero france travail|n france travail|"
        "identifiant pole emploi|id pole emploi|numero pole emploi|n pole emploi|"
        "identifiant ft|id ft|identifiant pe|id pe|numero demandeur d emploi|n de|idassedic|"
    ),
    "rsa": (
        "droits rsa|droit rsa|rsa|etat rsa|etat du droit rsa|statut rsa|etat dossier rsa|"
        "beneficiaire rsa|brsa|etatdosrsa|"
    ),
    "rqth": ("rqth|reconnaissance travailleur handicape|travailleur handicape|th|"),
    "are": ("droits are|droit are|are|allocation chomage|"),
    "ass": ("droits ass|droit ass|ass|"),
    "activity_bonus": ("prime d activite|prime activite|ppa|"),
    "rome": (
        "rome|code rome|emploi recherche code rome|emploi recherche|metier recherche|"
        "metier recherche code rome|code rome recherche|metier|"
    ),
    "education_level": (
        "niveau de formation|niveau formation|niveau d etudes|niveau etudes|niveau scolaire|"
        "formation|diplome|niveau de diplome|niveau|"
    ),
    "structure": (
        "structure|structure referente|organisme referent|structure d accompagnement|"
        "structure accompagnatrice|siret structure|siret|service|organisme|"
        "nom de la structure|structure de suivi|"
    ),
    "advisors": (
        "accompagnateurs|accompagnateur|accompagnateur s|referent|referents|referent unique|"
        "accompagnatrice|conseiller|conseillere|conseiller referent|travailleur social|"
        "intervenant|accompagnant|email accompagnateur|referent rsa|nom du referent|"
    ),
    "nir": (
        "nir|numero de securite sociale|n de securite sociale|no de securite sociale|"
        "numero securite sociale|n securite sociale|n secu|num secu|nss|numero secu|numero ss|"
        "securite sociale|n ss|"
    ),
}

SYNONYMS = {code: frozenset(titles.strip("|").split("|")) for code, titles in WRITTEN.items()}
