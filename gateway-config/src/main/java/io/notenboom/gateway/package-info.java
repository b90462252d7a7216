// SPDX-License-Identifier: Apache-2.0
/** One model, rendered as configuration for many gateways. */
@NullMarked
package io.notenboom.gateway;

import org.jspecify.annotations.NullMarked;
