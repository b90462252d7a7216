// SPDX-License-Identifier: Apache-2.0
/** What gateways call, and how they are registered. */
@NullMarked
package io.notenboom.pdp.api.gateway;

import org.jspecify.annotations.NullMarked;
