// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A policy decision point that permits what it is asked about by forward authorization. Of a request that is named by {@code
 * X-Original-URI} it also tells the hash.
 */
public final class Permits {

    private Permits() {}

    /** Permits everything. */
    public static RecordingServer.Responder everything(String... fields) {
        return (request, answer) -> answer.write(of(request, fields));
    }

    /** The bytes of a permit of what a call asks, with these header fields besides {@code X-Request-Hash}. */
    public static byte[] of(HttpMessage call, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        call.field("X-Original-URI").ifPresent(target -> all.add("X-Request-Hash: " + requestHash(call, target)));
        return RecordingServer.answer(200, all, "");
    }

    private static String requestHash(HttpMessage call, String original) {
        String[] target = original.split("\\?", 2);
        String[] parameters = target.length < 2 ? new String[0] : target[1].split("&", -1);
        Arrays.sort(parameters);
        String lines = call.field("X-Original-Method").orElseThrow() + "\n" + target[0] + "\n"
                + String.join("&", parameters) + "\n" + (call.body().isEmpty() ? "" : sha256(call.body())) + "\n";
        return sha256(lines);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
