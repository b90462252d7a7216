// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of the HTTP API. Its body may hold a secret, so that only method and path are shown. Immutable. */
public final class VaultCall {

    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private final String method;
    private final String path;
    private final boolean isList;
    private final boolean repeatable;
    private final @Nullable ObjectNode body;
    private final @Nullable Duration wrap;

    private VaultCall(
            String method,
            String path,
            boolean isList,
            boolean repeatable,
            @Nullable ObjectNode body,
            @Nullable Duration wrap) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a path of a Vault: " + path);
        }
        this.method = method;
        this.path = path;
        this.isList = isList;
        this.repeatable = repeatable;
        this.body = body;
        this.wrap = wrap;
    }

    /** Reads a path. */
    public static VaultCall read(String path) {
        return new VaultCall("GET", path, false, true, null, null);
    }

    /** Lists what is below a path. */
    public static VaultCall list(String path) {
        return new VaultCall("GET", path, true, true, null, null);
    }

    /** Writes to a path; not repeated when its answer is lost. */
    public static VaultCall write(String path, ObjectNode body) {
        return new VaultCall("POST", path, false, false, body, null);
    }

    /** Deletes a path. */
    public static VaultCall delete(String path) {
        return new VaultCall("DELETE", path, false, true, null, null);
    }

    /** The same for a write that may be done twice, as signing. */
    public VaultCall repeated() {
        return new VaultCall(method, path, isList, true, body, wrap);
    }

    /** The same with the answer wrapped: only who unwraps it first can read it. */
    public VaultCall wrapped(Duration life) {
        return new VaultCall(method, path, isList, repeatable, body, life);
    }

    /** Whether doing it twice does what doing it once does. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** The path below {@code /v1/}. */
    public String path() {
        return path;
    }

    String method() {
        return method;
    }

    boolean isList() {
        return isList;
    }

    @Nullable
    ObjectNode body() {
        return body;
    }

    @Nullable
    Duration wrap() {
        return wrap;
    }

    @Override
    public String toString() {
        return (isList ? "LIST" : method) + " " + path;
    }
}
