// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of an authorized_keys file. Like Nuts nodes it passes over keys that are too weak and lines without a comment.
 *
 * @param keys in the order of the file, each key once
 * @param findings what was passed over, a sentence for each line
 */
record AuthorizedKeys(List<AuthorizedKey> keys, List<String> findings) {

    private static final int MAX_BYTES = 1_048_576;

    AuthorizedKeys {
        keys = List.copyOf(keys);
        findings = List.copyOf(findings);
    }

    /** @throws IllegalArgumentException that says which line cannot be read, without its content */
    static AuthorizedKeys read(byte[] content) {
        List<AuthorizedKey> keys = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        List<String> lines = text(content).lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            // Nuts nodes take everything behind a # for a remark
            String line = lines.get(index).split("#", 2)[0].strip();
            if (line.isEmpty()) {
                continue;
            }
            int number = index + 1;
            switch (AuthorizedKeyLine.read(line, number)) {
                case AuthorizedKeyLine.Unfit unfit -> findings.add("line " + number + ": " + unfit.reason());
                case AuthorizedKeyLine.Usable usable -> {
                    if (keys.stream()
                            .anyMatch(known -> known.isNamed(usable.key().fingerprint()))) {
                        findings.add("line " + number + ": the key was there before, the first line counts");
                    } else {
                        keys.add(usable.key());
                    }
                }
            }
        }
        return new AuthorizedKeys(keys, findings);
    }

    private static String text(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException("the file of authorized keys has more than " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("the file of authorized keys is not UTF-8", malformed);
        }
    }

    Optional<AuthorizedKey> named(String keyId) {
        return keys.stream().filter(key -> key.isNamed(keyId)).findFirst();
    }
}
