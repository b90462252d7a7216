// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.InvalidCursorException;
import io.notenboom.registry.search.SearchQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: sort values of its last hit, the moment that the first page was about, and of which query it was.
 *
 * @param query {@link #fingerprint} of the query
 * @param at the moment, in seconds
 * @param strict whether the last hit was spelled as it was asked
 * @param score of the last hit
 * @param name sort name of the last hit
 * @param key sort key of the last hit
 */
record PageCursor(int query, long at, boolean strict, float score, String name, String key) {

    static @Nullable PageCursor parse(SearchQuery query) {
        String text = query.cursor();
        if (text == null) {
            return null;
        }
        try (DataInputStream data = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            PageCursor cursor = new PageCursor(
                    data.readInt(),
                    data.readLong(),
                    data.readBoolean(),
                    data.readFloat(),
                    data.readUTF(),
                    data.readUTF());
            boolean inTime = cursor.at >= Instant.MIN.getEpochSecond() && cursor.at <= Instant.MAX.getEpochSecond();
            if (data.available() == 0 && cursor.query == fingerprint(query) && Float.isFinite(cursor.score) && inTime) {
                return cursor;
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw new InvalidCursorException();
        }
        throw new InvalidCursorException();
    }

    /** What pages of one query have in common. */
    static int fingerprint(SearchQuery query) {
        return Arrays.hashCode(new Object[] {
            query.text(),
            query.exact(),
            query.filter().city(),
            query.filter().endpointType(),
            query.filter().vendor(),
            Objects.hashCode(query.filter().at()),
            query.near()
        });
    }

    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeInt(query);
            data.writeLong(at);
            data.writeBoolean(strict);
            data.writeFloat(score);
            data.writeUTF(name);
            data.writeUTF(key);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array takes what is written", impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }
}
