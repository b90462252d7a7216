// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import java.util.List;

/** What a directory is for. */
public enum Role {
    /** Everything that this node knows, for those who look up. */
    QUERY(
            "The Nuts registry as a care services directory",
            List.of("https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Directory")),
    /** What the node's own vendor publishes, for those who gather it. */
    ADMINISTRATION(
            "What one vendor publishes in the Nuts registry, as an administration directory",
            List.of(
                    "https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Directory",
                    "http://nuts-foundation.github.io/nl-generic-functions-ig/CapabilityStatement/nl-gf-admin-directory-update-client"));

    private final String description;
    private final List<String> instantiates;

    Role(String description, List<String> instantiates) {
        this.description = description;
        this.instantiates = instantiates;
    }

    String description() {
        return description;
    }

    List<String> instantiates() {
        return instantiates;
    }
}
