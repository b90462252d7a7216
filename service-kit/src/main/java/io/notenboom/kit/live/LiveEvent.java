// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.live;

import java.util.regex.Pattern;

/**
 * One event of a live stream.
 *
 * @param id higher than that of the event before; 1 or more
 * @param name what kind of event, as {@code registry.accepted}
 * @param json one JSON value
 */
public record LiveEvent(long id, String name, String json) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if id or name have another form */
    public LiveEvent {
        if (id < 1 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a live event has an id from 1 on and a plain name");
        }
    }

    /** As it goes over the wire; a line of the data cannot begin another field. */
    String toText() {
        return "id: " + id + "\nevent: " + name + "\ndata: " + json.replaceAll("\\R", "\ndata: ") + "\n\n";
    }
}
