/**
 * For a double-clicked page only: Material's search wants a worker from a file, which no browser allows there. The
 * shim gives it a frame instead, and takes the name `Worker` for that; ours are real, so the real one is kept first.
 */
import "./native";
import "iframe-worker/shim";
