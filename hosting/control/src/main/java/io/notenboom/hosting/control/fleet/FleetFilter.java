// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.ServicePlan;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.status.Phase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are meant; what is null does not matter.
 *
 * @param phase where they are; without one, those that are destroyed are left out
 * @param version what they are to run
 * @param network their network
 * @param plan what they took
 * @param text part of the id or of a host
 */
public record FleetFilter(
        @Nullable Phase phase,
        @Nullable SoftwareVersion version,
        @Nullable NetworkName network,
        @Nullable ServicePlan plan,
        @Nullable String text) {

    boolean admits(CustomerRecord customer) {
        Phase is = customer.phase();
        return (phase == null ? is != Phase.DESTROYED : is == phase)
                && (version == null || version.equals(customer.spec().version()))
                && (network == null || network.equals(customer.spec().network()))
                && (plan == null || plan == customer.spec().plan())
                && (text == null || hasText(customer, text.toLowerCase(Locale.ROOT)));
    }

    private static boolean hasText(CustomerRecord customer, String part) {
        return customer.id().value().contains(part)
                || customer.spec().publicHost().value().contains(part)
                || customer.spec().peerHost().value().contains(part);
    }
}
