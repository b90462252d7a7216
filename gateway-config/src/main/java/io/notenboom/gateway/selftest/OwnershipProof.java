// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Shows that who starts a self-test controls the gateway: it serves, at {@value #PATH}, the token that the operator made. Gateways
 * on this machine need none.
 */
public final class OwnershipProof {

    /** Where the gateway has to serve the token. */
    public static final String PATH = "/.well-known/notenboom-pep-selftest";

    private static final int SHORTEST = 32;
    private static final int LONGEST = 256;

    private OwnershipProof() {}

    /**
     * Whether the gateway serves this token.
     *
     * @throws IllegalArgumentException if the token is too short to prove anything, or no token
     */
    public static boolean given(Target target, String token) throws IOException {
        if (!token.matches("[A-Za-z0-9_-]{" + SHORTEST + "," + LONGEST + "}")) {
            throw new IllegalArgumentException("the token must have " + SHORTEST + " to " + LONGEST
                    + " characters A-Z a-z 0-9 _ -, such as openssl rand -hex 32 gives");
        }
        Probe question = new Probe(0, "the token", "GET", PATH, List.of(), "");
        try (Socket socket = target.connect();
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.getOutputStream().write(question.bytes(target.host()).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            RawAnswer answer = RawAnswer.read(in);
            byte[] served = in.readNBytes(token.length());
            return answer.status() == 200 && MessageDigest.isEqual(served, token.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
