// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

/** The server of a discovery service did not do what was asked. The message holds nothing that the server said. */
public final class DiscoveryServerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** @param reason why */
    public DiscoveryServerException(Reason reason) {
        super(reason.description());
        this.reason = reason;
    }

    /**
     * @param reason why
     * @param cause for the log
     */
    public DiscoveryServerException(Reason reason, Throwable cause) {
        super(reason.description(), cause);
        this.reason = reason;
    }

    /** Why it did not. */
    public Reason reason() {
        return reason;
    }

    /** What went wrong. */
    public enum Reason {
        /** The address may not be called from here. */
        NOT_ALLOWED("the address of the discovery server may not be called from here; see notenboom.outbound"),
        /** 404: the server does not know the service. */
        UNKNOWN_SERVICE("the discovery server does not know this service"),
        /** 400 and the like: the server refuses what was sent. */
        REFUSED("the discovery server refused the presentation"),
        /** No connection, too late, or an error of the server. */
        UNAVAILABLE("the discovery server cannot be reached or has an error; it is tried again"),
        /** An answer that is not in the protocol. */
        INVALID_ANSWER("the discovery server answered something that is not in the protocol");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What went wrong, for people. */
        public String description() {
            return description;
        }
    }
}
