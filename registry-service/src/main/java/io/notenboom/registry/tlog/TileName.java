// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a tile or entry bundle of C2SP tlog-tiles.
 *
 * @param level level of a tile, 0 to 63, or {@link #ENTRIES} for an entry bundle
 * @param index its number in the level
 * @param width how many hashes or entries are in it, 1 to {@link #FULL}
 */
public record TileName(int level, long index, int width) {

    /** The level of entry bundles. */
    public static final int ENTRIES = -1;

    /** Hashes or entries in one that is full. */
    public static final int FULL = 256;

    private static final int MAX_LEVEL = 7;
    private static final Pattern FORM =
            Pattern.compile("tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** @throws IllegalArgumentException if there is no such tile */
    public TileName {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("there is no such tile");
        }
    }

    /** The tile or bundle with this path, written exactly as {@link #path} does. */
    public static Optional<TileName> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (path.length() > 64 || !form.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(form.group(2).replaceAll("[x/]", "") + form.group(3));
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        int width = form.group(4) == null ? FULL : Integer.parseInt(form.group(4));
        boolean partial = form.group(4) != null;
        if (level > MAX_LEVEL || width > FULL || partial == (width == FULL)) {
            return Optional.empty();
        }
        TileName name = new TileName(level, index, width);
        return name.path().equals(path) ? Optional.of(name) : Optional.empty();
    }

    /** Path with slashes, relative to the prefix of the log: {@code tile/entries/x001/x234/067.p/8}. */
    public String path() {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "%03d", index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        path.insert(0, "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/");
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }

    /** Whether no more will be added to it. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The same tile or bundle when it is full. */
    public TileName full() {
        return new TileName(level, index, FULL);
    }

    /** Every tile and bundle of a tree of this size that a tree of the earlier size does not have. */
    public static List<TileName> added(long earlier, long size) {
        List<TileName> names = new ArrayList<>();
        addLevel(names, ENTRIES, earlier, size);
        long before = earlier;
        long now = size;
        for (int level = 0; now > 0; level++) {
            addLevel(names, level, before, now);
            before /= FULL;
            now /= FULL;
        }
        return names;
    }

    private static void addLevel(List<TileName> names, int level, long before, long now) {
        for (long index = before / FULL; index < now / FULL; index++) {
            names.add(new TileName(level, index, FULL));
        }
        if (now % FULL > 0 && now > before) {
            names.add(new TileName(level, now / FULL, (int) (now % FULL)));
        }
    }
}
