// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of a program: {@code --name=value} and places. */
record Arguments(Map<String, String> options, List<Path> places) {

    Arguments {
        options = Map.copyOf(options);
        places = List.copyOf(places);
    }

    /** @throws IllegalArgumentException with what is wrong */
    static Arguments read(List<String> arguments, Set<String> known) {
        Map<String, String> options = new LinkedHashMap<>();
        List<Path> places = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--")) {
                places.add(path(argument));
            } else if (equals < 0 || !known.contains(argument.substring(2, equals))) {
                throw new IllegalArgumentException("unknown option " + argument);
            } else {
                options.put(argument.substring(2, equals), argument.substring(equals + 1));
            }
        }
        return new Arguments(options, places);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    Optional<Path> file(String name) {
        return option(name).map(Arguments::path);
    }

    Path onlyPlace(String what) {
        if (places.size() != 1) {
            throw new IllegalArgumentException("give one " + what);
        }
        return places.getFirst();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(text + " is no path", malformed);
        }
    }
}
