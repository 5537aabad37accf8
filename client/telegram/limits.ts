/** Most characters of a text and of a caption: Unicode code points, counted after the markup is read. */
export const TEXT_LIMIT = 4_096;
export const CAPTION_LIMIT = 1_024;
