// Gives a file that is whole its name, where there is none of that name: also none that was made since somebody looked.
import { link, open, rename, rm } from "node:fs/promises";

/** What a file system says that has no second names for a file, as on many a memory stick and network drive. */
const HAS_NO_LINKS: ReadonlySet<string | undefined> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Throws where there is one, which stays as it is; then the file keeps the name it has. */
export async function giveName(partial: string, file: string, addName = link): Promise<void> {
  try {
    await addName(partial, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") refuse(file);
    if (!HAS_NO_LINKS.has(code)) throw error;
    return replaceOwn(partial, file);
  }
  await rm(partial);
}

/** The name is taken by an empty file of our own, whose place the whole one takes. */
async function replaceOwn(partial: string, file: string): Promise<void> {
  try {
    const handle = await open(file, "wx", 0o600);
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") refuse(file);
    throw error;
  }
  try {
    await rename(partial, file);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

export function refuse(file: string): never {
  throw new Error(`There is a file ${file} already: a backup replaces none.`);
}
