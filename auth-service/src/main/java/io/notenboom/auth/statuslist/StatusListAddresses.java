// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusListType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of own status lists: {@code <base>/statuslist/<did>/<page>} for StatusList2021, as Nuts nodes have it, and {@code
 * <base>/statuslist/<did>/<page>/bitstring} for a Bitstring Status List.
 */
public final class StatusListAddresses {

    private static final Pattern PATH = Pattern.compile("(did:[^/?#]+)/([1-9][0-9]{0,6})(/bitstring)?");

    private final String host;
    private final String base;

    /** Addresses on this host. */
    public StatusListAddresses(PublicUrl publicUrl) {
        this.host = publicUrl.value() + "/";
        this.base = publicUrl.value() + "/statuslist/";
    }

    /** Where a page is published in this form. */
    public String url(StatusListPage page, StatusListType type) {
        String url = base + page.issuer().value() + "/" + page.number();
        return switch (type) {
            case STATUS_LIST_2021 -> url;
            case BITSTRING -> url + "/bitstring";
        };
    }

    /** Whether this address is on this host: such a list is never fetched. */
    public boolean isHere(String url) {
        return url.startsWith(host);
    }

    /** The page and form that an address on this host names; empty if it names none. */
    public Optional<Address> parse(String url) {
        if (!url.startsWith(base)) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(url.substring(base.length()));
        if (!path.matches()) {
            return Optional.empty();
        }
        StatusListType type = path.group(3) == null ? StatusListType.STATUS_LIST_2021 : StatusListType.BITSTRING;
        return Did.tryParse(path.group(1))
                .map(issuer -> new Address(new StatusListPage(issuer, Integer.parseInt(path.group(2))), type));
    }

    /**
     * A page in one of its forms.
     *
     * @param page the page
     * @param type the form
     */
    public record Address(StatusListPage page, StatusListType type) {}
}
