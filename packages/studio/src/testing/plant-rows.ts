import { join } from "node:path";
import { openDatabase } from "../database/open-database.ts";
import { plantPictures } from "./plant-pictures.ts";

/** `node plant-rows.ts HOME FOLDER COUNT`: rows for pictures whose files lie in a folder already, 0.png, 1.png …. */
const [home = "", folder = "", count = "0"] = process.argv.slice(2);
const { database } = openDatabase(join(home, "danfang.sqlite"));
plantPictures(database, Number(count));
database.run("UPDATE pictures SET path = replace(path, '/planted', :folder)", { folder });
database.close();
