import type { ProblemTexts } from "../problem-codes.ts";

export const fr: ProblemTexts = {
  absent: ["Introuvable", "Il n’y a rien à cette adresse, ou elle ne vous est pas ouverte."],
  "not-permitted": ["Non ouvert pour vous", "Votre rôle ne le prévoit pas au stade actuel."],
  invalid: ["Le formulaire contient une erreur", "Veuillez vérifier les champs signalés."],
  conflict: ["Modifié entre-temps", "Veuillez recharger la page et l’examiner en l’état."],
  "focal-point-taken": ["Il y a déjà un point focal", "Un État a un seul point focal dans un examen."],
  "members-limit": ["Impossible d’ajouter d’autres membres", "L’examen compte le nombre maximal de membres."],
  "phase-order": [
    "Ce n’est pas la phase suivante",
    "L’examen ne peut pas passer à cette phase depuis la phase actuelle.",
  ],
  "reason-missing": [
    "Un motif est nécessaire",
    "Veuillez indiquer pourquoi. Le motif figurera au registre de l’examen.",
  ],
  "already-undone": [
    "Déjà annulée",
    "Quelqu’un a annulé cette décision. Les propositions sont de nouveau ouvertes.",
  ],
  "changed-since": [
    "Le texte a changé depuis",
    "Le texte concerné par la décision a été modifié. Veuillez proposer de nouveau la modification.",
  ],
  "anchor-gone": [
    "Le texte n’est plus là",
    "Le texte visé par le commentaire a changé ou disparu. Veuillez le sélectionner de nouveau ou commenter la section.",
  ],
  "already-resolved": ["Déjà réglé", "Ce commentaire a été marqué comme réglé entre-temps."],
  "not-resolved": ["Non réglé", "Ce commentaire a été rouvert entre-temps."],
  "already-deleted": ["Déjà supprimé", "Ce commentaire a été supprimé entre-temps."],
  "already-sent": ["Déjà envoyé", "Ce commentaire a été envoyé à l’équipe d’examen entre-temps."],
  "thread-limit": [
    "Plus de place pour d’autres commentaires",
    "La section ou la discussion contient autant de commentaires qu’elle peut en contenir.",
  ],
  unavailable: ["Indisponible pour le moment", "Rien n’a été modifié. Veuillez réessayer dans un instant."],
  "session-required": ["Veuillez vous connecter", "Vous n’êtes pas connecté, ou votre session a pris fin."],
  "sign-in-failed": [
    "Connexion impossible",
    "L’adresse électronique ou le mot de passe est inexact, ou le compte n’est pas actif.",
  ],
  "second-factor-required": [
    "Encore une étape",
    "Veuillez saisir le code de votre application d’authentification ou un code de secours.",
  ],
  "second-factor-wrong": [
    "Le code est inexact",
    "Veuillez saisir le code affiché maintenant ou un code de secours encore inutilisé.",
  ],
  "second-factor-exists": ["Déjà configuré", "Ce compte a déjà un second facteur."],
  "second-factor-missing": ["Non configuré", "Ce compte n’a pas de second facteur."],
  "password-wrong": ["Le mot de passe est inexact", "Veuillez saisir votre mot de passe actuel."],
  "activation-ended": [
    "Ce lien ne fonctionne plus",
    "Il a été utilisé, remplacé ou a expiré. Le Secrétariat peut vous en envoyer un nouveau.",
  ],
  "too-many-attempts": ["Trop de tentatives", "Veuillez attendre un quart d’heure avant de réessayer."],
  "password-too-short": [
    "Le mot de passe est trop court",
    "Veuillez choisir au moins 12 caractères. Plusieurs mots font un bon mot de passe.",
  ],
  "password-too-long": ["Le mot de passe est trop long", "Veuillez choisir au plus 128 caractères."],
  "password-common": [
    "Le mot de passe est facile à deviner",
    "Veuillez en choisir un autre. Plusieurs mots sans rapport font un bon mot de passe.",
  ],
  malformed: ["La demande n’a pas pu être lue", "Veuillez recharger la page."],
  "foreign-origin": ["La demande vient d’un autre site", "Veuillez ouvrir Travaux à sa propre adresse."],
  "too-large": ["Trop de données à la fois", "La demande dépasse ce que ce serveur peut lire."],
  "unsupported-media": ["Type de contenu inconnu", "La demande doit être au format JSON."],
  internal: ["Une erreur s’est produite sur le serveur", "Rien ne semble perdu. Veuillez réessayer."],
};
