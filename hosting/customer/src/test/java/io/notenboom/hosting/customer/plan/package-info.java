// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.customer.plan;

import org.jspecify.annotations.NullMarked;
