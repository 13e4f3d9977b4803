"""Named undertakings: activities, campaigns, mechanisms, systems, platforms, services, cases."""
