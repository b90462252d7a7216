// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.EventText;
import java.net.URI;
import java.util.Locale;

/**
 * Seed: "Is the endpoint location format supported by the endpoint type?" A location is an absolute URL with a host, of a
 * scheme and at a host that the type allows, without user, password or fragment, at most 2,048 characters.
 */
public final class IsTheLocationFormatSupportedByTheEndpointType {

    private static final int MAX_LENGTH = 2_048;

    /** Judges the form; nothing is looked up or called. */
    public Verdict answer(String location, String endpointType, EndpointTypes types) {
        return Verdict.of(
                fits(location, endpointType, types),
                getClass(),
                "the location is not a URL of the form that this endpoint type takes: its scheme, a public host name, no user,"
                        + " password or fragment");
    }

    private static boolean fits(String location, String endpointType, EndpointTypes types) {
        if (location.length() > MAX_LENGTH) {
            return false;
        }
        URI url;
        try {
            url = EventText.url(location);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        return url.getUserInfo() == null
                && url.getFragment() == null
                && types.find(endpointType)
                        .filter(type ->
                                type.schemes().contains(scheme) && type.hosts().allow(url.getHost()))
                        .isPresent();
    }
}
