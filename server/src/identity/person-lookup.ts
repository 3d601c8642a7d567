import type { SessionUser } from "@travaux/blueprint";
import type { Auth } from "./auth.ts";
import { readPerson, sessionUserOf } from "./person-record.ts";

/** The person with this id as it stands in the store now. @throws ZodError if there is none */
export async function personWithId(auth: Auth, id: string): Promise<SessionUser> {
  return sessionUserOf(readPerson(await (await auth.$context).internalAdapter.findUserById(id)));
}
