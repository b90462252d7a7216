// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import io.notenboom.gateway.model.address.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A server behind the gateway.
 *
 * @param url where it is
 * @param trust PEM file with the certificate authorities that may have issued its certificate; needed with https
 */
public record Upstream(Origin url, @Nullable AbsoluteFile trust) {

    public Upstream {
        Required.field(url, "url");
        if (url.secure() && trust == null) {
            throw new IllegalArgumentException(
                    "the field \"trust\" is missing: with https, name the PEM file of the certificate authority");
        }
        if (!url.secure() && trust != null) {
            throw new IllegalArgumentException("the field \"trust\" is for https: remove it or change the url");
        }
    }
}
