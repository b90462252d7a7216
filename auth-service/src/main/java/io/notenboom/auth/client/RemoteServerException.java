// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import org.jspecify.annotations.Nullable;

/** An authorization server did not do what was asked. The message is safe to show and never holds what it answered. */
public final class RemoteServerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String step;

    /**
     * @param reason why
     * @param step what was asked, for example {@code token request}
     */
    public RemoteServerException(Reason reason, String step) {
        this(reason, step, null);
    }

    /**
     * @param reason why
     * @param step what was asked, for example {@code token request}
     * @param cause for the log, never shown
     */
    public RemoteServerException(Reason reason, String step, @Nullable Throwable cause) {
        super(step + ": " + reason.description(), cause);
        this.reason = reason;
        this.step = step;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What was asked. */
    public String step() {
        return step;
    }

    /** Why an authorization server did not do what was asked. */
    public enum Reason {
        /** It may not be contacted. */
        NOT_ALLOWED("the authorization server may not be contacted: allow its address in notenboom.outbound.allow"),
        /** It did not answer, or says that it cannot now. */
        UNAVAILABLE("the authorization server does not answer; try again later"),
        /** It refused. */
        REFUSED("the authorization server refused"),
        /** Its answer is not usable. */
        INVALID_ANSWER("the authorization server gave an answer that breaks the protocol");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people. */
        public String description() {
            return description;
        }
    }
}
