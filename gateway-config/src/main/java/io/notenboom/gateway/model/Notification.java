// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import io.notenboom.gateway.model.address.UrlPath;

/**
 * The notification endpoint, served by the AAA-proxy.
 *
 * @param basePath its path, before {@code /{Task id}}
 */
public record Notification(UrlPath basePath) {

    public Notification {
        Required.field(basePath, "basePath");
    }
}
