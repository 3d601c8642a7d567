import type { ProblemTexts } from "../problem-codes.ts";

export const en: ProblemTexts = {
  absent: ["Not found", "There is nothing at this address, or it is not open to you."],
  "not-permitted": ["Not open to you", "Your role does not cover this at the present stage."],
  invalid: ["Something in the form is not right", "Please look at the marked fields."],
  conflict: ["Changed in the meantime", "Please load the page again and look at it as it stands."],
  "focal-point-taken": ["There is a focal point already", "A State has one focal point in a review."],
  "members-limit": ["No more members can be added", "The review has as many members as it can hold."],
  "phase-order": ["Not the next phase", "The review cannot move to this phase from where it is."],
  "reason-missing": ["A reason is needed", "Please say why. It becomes part of the record of the review."],
  "already-undone": ["Undone already", "Somebody has undone this decision. What was proposed is open again."],
  "changed-since": [
    "The text has changed since",
    "The text that the decision concerned has been changed. Please propose the change anew.",
  ],
  "anchor-gone": [
    "The text is not there any more",
    "The text that the comment is about has changed or gone. Please select it anew, or comment on the section.",
  ],
  "already-resolved": ["Resolved already", "This comment has been marked as resolved in the meantime."],
  "not-resolved": ["Not resolved", "This comment has been opened again in the meantime."],
  "already-deleted": ["Deleted already", "This comment has been deleted in the meantime."],
  "already-sent": ["Sent already", "This comment has been sent to the review team in the meantime."],
  "thread-limit": [
    "No more comments can be added here",
    "The section or the discussion has as many comments as it can hold.",
  ],
  unavailable: ["Not available at the moment", "Nothing was changed. Please try again in a little while."],
  "session-required": ["Please sign in", "You are not signed in, or your session has ended."],
  "sign-in-failed": [
    "Could not sign you in",
    "E-mail address or password is not right, or the account is not active.",
  ],
  "second-factor-required": [
    "One more step",
    "Please enter the code of your authenticator, or a backup code.",
  ],
  "second-factor-wrong": [
    "The code is not right",
    "Please enter the code shown now, or a backup code not used before.",
  ],
  "second-factor-exists": ["Already set up", "There is a second factor for this account."],
  "second-factor-missing": ["Not set up", "There is no second factor for this account."],
  "password-wrong": ["The password is not right", "Please enter your present password."],
  "activation-ended": [
    "This link no longer works",
    "It was used, replaced or has run out. The Secretariat can send you a new one.",
  ],
  "too-many-attempts": ["Too many attempts", "Please wait a quarter of an hour before trying again."],
  "password-too-short": [
    "The password is too short",
    "Please choose at least 12 characters. Several words make a good password.",
  ],
  "password-too-long": ["The password is too long", "Please choose at most 128 characters."],
  "password-common": [
    "The password is easy to guess",
    "Please choose another. Several unrelated words make a good password.",
  ],
  malformed: ["The request could not be read", "Please load the page again."],
  "foreign-origin": ["The request came from another site", "Please open Travaux at its own address."],
  "too-large": ["Too much at once", "The request is larger than this server reads."],
  "unsupported-media": ["Unknown kind of content", "The request must be JSON."],
  internal: ["Something went wrong on the server", "Nothing is known to be lost. Please try again."],
};
