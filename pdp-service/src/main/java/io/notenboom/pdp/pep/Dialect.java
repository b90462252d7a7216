// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

/** In which headers an enforcement point names the original request; fixed at registration, never guessed. */
public enum Dialect {
    /** {@code X-Original-Method} and {@code X-Original-URI} (NGINX). */
    ORIGINAL("original", "X-Original-Method", "X-Original-URI"),
    /** {@code X-Forwarded-Method} and {@code X-Forwarded-Uri} (Caddy, Traefik). */
    FORWARDED("forwarded", "X-Forwarded-Method", "X-Forwarded-Uri");

    private final String wireName;
    private final String methodHeader;
    private final String targetHeader;

    Dialect(String wireName, String methodHeader, String targetHeader) {
        this.wireName = wireName;
        this.methodHeader = methodHeader;
        this.targetHeader = targetHeader;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** The header with the original method. */
    public String methodHeader() {
        return methodHeader;
    }

    /** The header with the original target, byte by byte. */
    public String targetHeader() {
        return targetHeader;
    }
}
