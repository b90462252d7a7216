// SPDX-License-Identifier: Apache-2.0
/** The reverse proxy of a host: one host name for each customer, which leads to the public paths of that customer's node. */
@NullMarked
package io.notenboom.gateway.host;

import org.jspecify.annotations.NullMarked;
