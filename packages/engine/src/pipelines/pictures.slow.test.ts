import { describePictures, pictureNames } from "../testing/law-of-pictures.ts";

describePictures(pictureNames);
