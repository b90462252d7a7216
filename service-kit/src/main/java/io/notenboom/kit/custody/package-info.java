// SPDX-License-Identifier: Apache-2.0
/** The custodian of a service by configuration, what is measured of it, and what health says of it. */
@NullMarked
package io.notenboom.kit.custody;

import org.jspecify.annotations.NullMarked;
