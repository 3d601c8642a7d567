import type { ProblemTexts } from "../problem-codes.ts";

export const es: ProblemTexts = {
  absent: ["No encontrado", "No hay nada en esta dirección o no está abierta para usted."],
  "not-permitted": ["No abierto para usted", "Su función no lo prevé en la etapa actual."],
  invalid: ["Hay un error en el formulario", "Revise los campos señalados."],
  conflict: ["Modificado entretanto", "Vuelva a cargar la página y examínela tal como está."],
  "focal-point-taken": ["Ya hay un punto focal", "Un Estado tiene un solo punto focal en un examen."],
  "members-limit": ["No se pueden añadir más miembros", "El examen tiene el número máximo de miembros."],
  "phase-order": ["No es la fase siguiente", "El examen no puede pasar a esta fase desde la actual."],
  "reason-missing": [
    "Se necesita un motivo",
    "Indique por qué. El motivo constará en el registro del examen.",
  ],
  "already-undone": [
    "Ya se ha deshecho",
    "Alguien ha deshecho esta decisión. Las propuestas vuelven a estar abiertas.",
  ],
  "changed-since": [
    "El texto ha cambiado desde entonces",
    "El texto al que se refería la decisión se ha modificado. Proponga de nuevo el cambio.",
  ],
  "anchor-gone": [
    "El texto ya no está",
    "El texto al que se refiere el comentario ha cambiado o desaparecido. Selecciónelo de nuevo o comente la sección.",
  ],
  "already-resolved": ["Ya resuelto", "Este comentario se marcó entretanto como resuelto."],
  "not-resolved": ["No resuelto", "Este comentario se volvió a abrir entretanto."],
  "already-deleted": ["Ya eliminado", "Este comentario se eliminó entretanto."],
  "already-sent": ["Ya enviado", "Este comentario se envió entretanto al equipo de examen."],
  "thread-limit": [
    "No caben más comentarios",
    "La sección o la conversación tiene tantos comentarios como puede contener.",
  ],
  unavailable: [
    "No disponible por el momento",
    "No se ha modificado nada. Inténtelo de nuevo dentro de un momento.",
  ],
  "session-required": ["Inicie sesión", "No ha iniciado sesión o su sesión ha terminado."],
  "sign-in-failed": [
    "No se pudo iniciar la sesión",
    "La dirección de correo o la contraseña no es correcta, o la cuenta no está activa.",
  ],
  "second-factor-required": [
    "Un paso más",
    "Escriba el código de su aplicación de autenticación o un código de respaldo.",
  ],
  "second-factor-wrong": [
    "El código no es correcto",
    "Escriba el código que se muestra ahora o un código de respaldo aún no utilizado.",
  ],
  "second-factor-exists": ["Ya configurado", "Esta cuenta ya tiene un segundo factor."],
  "second-factor-missing": ["No configurado", "Esta cuenta no tiene un segundo factor."],
  "password-wrong": ["La contraseña no es correcta", "Escriba su contraseña actual."],
  "activation-ended": [
    "Este enlace ya no funciona",
    "Se utilizó, se sustituyó o caducó. La Secretaría puede enviarle otro.",
  ],
  "too-many-attempts": ["Demasiados intentos", "Espere un cuarto de hora antes de volver a intentarlo."],
  "password-too-short": [
    "La contraseña es demasiado corta",
    "Elija al menos 12 caracteres. Varias palabras forman una buena contraseña.",
  ],
  "password-too-long": ["La contraseña es demasiado larga", "Elija como máximo 128 caracteres."],
  "password-common": [
    "La contraseña es fácil de adivinar",
    "Elija otra. Varias palabras sin relación forman una buena contraseña.",
  ],
  malformed: ["No se pudo leer la solicitud", "Vuelva a cargar la página."],
  "foreign-origin": ["La solicitud procede de otro sitio", "Abra Travaux en su propia dirección."],
  "too-large": ["Demasiados datos a la vez", "La solicitud supera lo que este servidor puede leer."],
  "unsupported-media": ["Tipo de contenido desconocido", "La solicitud debe estar en formato JSON."],
  internal: ["Se produjo un error en el servidor", "No consta que se haya perdido nada. Inténtelo de nuevo."],
};
