// SPDX-License-Identifier: Apache-2.0
/** What gateways call. */
@NullMarked
package io.notenboom.pdp.api.gateway;

import org.jspecify.annotations.NullMarked;
