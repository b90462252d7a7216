// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

/** The service answered with an error. */
public final class PeerServiceRefusedException extends PeerServiceException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String slug;

    PeerServiceRefusedException(String service, int status, String slug) {
        super(service + " answered " + status + (slug.isEmpty() ? "" : " " + slug));
        this.status = status;
        this.slug = slug;
    }

    /** HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The problem's slug, or the OAuth error code; empty when the answer was neither. */
    public String slug() {
        return slug;
    }
}
