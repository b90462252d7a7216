// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/** What a customer took: how much its node may use, unless its specification says otherwise. */
public enum ServicePlan implements WireName {
    /** A practice or a small EHR vendor. */
    SMALL(new Resources(500, 1_536, 192, 64, 10), RequestLimits.SMALL),
    /** A care group, or a vendor with many organisations. */
    STANDARD(new Resources(2_000, 3_584, 512, 256, 50), RequestLimits.STANDARD);

    private final Resources resources;
    private final RequestLimits limits;

    ServicePlan(Resources resources, RequestLimits limits) {
        this.resources = resources;
        this.limits = limits;
    }

    /** Resources of this plan. */
    public Resources resources() {
        return resources;
    }

    /** Limits of this plan. */
    public RequestLimits limits() {
        return limits;
    }
}
