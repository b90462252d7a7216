// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

/** Knows whether a request came to the server behind the gateway. */
public interface BackendWatch {

    /** Whether the request that got this answer reached it, or any other since this was asked last. */
    boolean reached(RawAnswer answer);

    /** How it knows, for the report. */
    String describe();

    /**
     * A watch by a header that the server behind the gateway sets on every answer, and nobody else.
     *
     * @param name its name
     * @param value its value
     */
    static BackendWatch byHeader(String name, String value) {
        return new BackendWatch() {
            @Override
            public boolean reached(RawAnswer answer) {
                return answer.carries(name, value);
            }

            @Override
            public String describe() {
                return "answers with " + name + ": " + value + " come from the server behind the gateway";
            }
        };
    }
}
