// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.micrometer.core.instrument.Counter;
import io.notenboom.auth.status.StatusListReport;
import io.notenboom.kit.metrics.ServiceMeters;
import org.jboss.logging.Logger;

/** Logs and counts. Addresses are of others: control characters are taken out. */
final class StatusListMeters implements StatusListReport {

    private static final Logger LOG = Logger.getLogger(StatusListMeters.class);

    private final Counter unusable;
    private final Counter stale;

    StatusListMeters(ServiceMeters meters) {
        this.unusable =
                meters.counter("statuslist.unusable", "Status lists of others that could not be had or were not valid");
        this.stale = meters.counter(
                "statuslist.stale", "Credentials decided with a status list that could not be fetched again in time");
    }

    @Override
    public void unusable(String url, String why) {
        unusable.increment();
        LOG.warnf("status list %s: %s", plain(url), why);
    }

    @Override
    public void stale(String url) {
        stale.increment();
        LOG.warnf("status list %s: the last copy decides, as it could not be fetched again", plain(url));
    }

    private static String plain(String url) {
        return url.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
